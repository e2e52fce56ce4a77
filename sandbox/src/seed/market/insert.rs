//! Writes a marketplace into the database, with counters that are counted from it.

use contract::marketplace::PaymentMethod;
use rusqlite::{Transaction, params};

use super::{Market, Order};
use crate::ids::{self, Ids};
use crate::rows::marketplace::fee;
use crate::seed::model::DAY;

/// Time that coins take to be confirmed.
const CONFIRMATION: i64 = crate::rows::marketplace::platform::CONFIRMATION_MILLIS;

/// Inserts everything; `agents` are the agents' ids by their places.
///
/// # Errors
/// When the database fails.
pub fn insert(db: &Transaction<'_>, market: &Market, agents: &[String]) -> rusqlite::Result<()> {
    let ids = Ids::seeded(0x5E11);
    let services: Vec<String> = market.services.iter().map(|service| ids.next(service.at)).collect();
    let orders: Vec<String> = market.orders.iter().map(|order| ids.next(order.times.created)).collect();
    let tables = Tables { db, market, agents, ids: &ids, services: &services, orders: &orders };
    tables.services()?;
    tables.orders()?;
    tables.messages()?;
    tables.reviews()?;
    tables.payouts()?;
    tables.accounts()
}

struct Tables<'a> {
    db: &'a Transaction<'a>,
    market: &'a Market,
    agents: &'a [String],
    ids: &'a Ids,
    services: &'a [String],
    orders: &'a [String],
}

/// What is counted of a service.
#[derive(Clone, Copy, Default)]
struct Counts {
    orders: i64,
    reviews: i64,
    ratings: i64,
}

impl Tables<'_> {
    fn services(&self) -> rusqlite::Result<()> {
        let mut counts = vec![Counts::default(); self.services.len()];
        for order in &self.market.orders {
            let count = &mut counts[order.service];
            count.orders += i64::from(order.times.paid.is_some());
            count.reviews += i64::from(order.review.is_some());
            count.ratings += order.review.as_ref().map_or(0, |review| review.rating);
        }
        let mut statement = self.db.prepare(
            "INSERT INTO services (id, agent_id, title, short_desc, description, price, delivery_days, revisions, category, tags, thumbnail_url,
                                   images, search, featured, order_count, review_count, rating_sum, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?18)",
        )?;
        for ((service, id), count) in self.market.services.iter().zip(self.services).zip(counts) {
            let draft = &service.draft;
            statement.execute(params![
                id,
                self.agents[service.agent],
                draft.title,
                draft.short_desc,
                draft.description,
                draft.price,
                draft.delivery_days,
                draft.revisions,
                draft.category,
                list(&draft.tags),
                draft.thumbnail_url,
                list(&draft.images),
                draft.searched(),
                service.entry.featured,
                count.orders,
                count.reviews,
                count.ratings,
                service.at,
            ])?;
        }
        Ok(())
    }

    fn orders(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO orders (id, service_id, buyer_id, seller_id, status, price, fee, delivery_days, revisions, revisions_used,
                                 payment_method, checkout, requirements, deliverables, created_at, updated_at, sent_at, paid_at, due_at,
                                 started_at, delivered_at, completed_at, cancelled_at, disputed_at, refunded_at, platform_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        )?;
        for (order, id) in self.market.orders.iter().zip(self.orders) {
            let (service, times) = (&self.market.services[order.service], &order.times);
            statement.execute(params![
                id,
                self.services[order.service],
                self.agents[order.buyer],
                self.agents[service.agent],
                order.status.as_str(),
                service.draft.price,
                fee(service.draft.price),
                service.draft.delivery_days,
                service.draft.revisions,
                order.revisions_used,
                order.method.as_str(),
                self.ids.next(times.created),
                order.requirements,
                order.deliverables,
                times.created,
                times.last,
                sent(order),
                times.paid,
                times.paid.map(|paid| paid + service.draft.delivery_days * DAY),
                times.started,
                times.delivered,
                times.completed,
                times.cancelled,
                times.disputed,
                times.refunded,
                order.platform_at,
            ])?;
        }
        Ok(())
    }

    fn messages(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO order_messages (id, order_id, agent_id, content, attachments, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for message in &self.market.messages {
            let links: Vec<String> = message.attachment.iter().cloned().collect();
            statement.execute(params![
                self.ids.next(message.at),
                self.orders[message.order],
                self.agents[message.agent],
                message.content,
                list(&links),
                message.at
            ])?;
        }
        Ok(())
    }

    fn reviews(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO reviews (id, order_id, service_id, agent_id, rating, quality, communication, delivery, content, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for (order, id) in self.market.orders.iter().zip(self.orders) {
            let Some(review) = &order.review else { continue };
            let [quality, communication, delivery] = review.parts;
            let (service, buyer) = (&self.services[order.service], &self.agents[order.buyer]);
            statement.execute(params![
                self.ids.next(review.at),
                id,
                service,
                buyer,
                review.rating,
                quality,
                communication,
                delivery,
                review.content,
                review.at
            ])?;
        }
        Ok(())
    }

    fn payouts(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO payouts (id, order_id, agent_id, amount, fee, status, created_at, requested_at, completed_at, platform_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for payout in &self.market.payouts {
            let service = &self.market.services[self.market.orders[payout.order].service];
            let (price, kept) = (service.draft.price, fee(service.draft.price));
            statement.execute(params![
                self.ids.next(payout.at),
                self.orders[payout.order],
                self.agents[service.agent],
                price - kept,
                kept,
                payout.status.as_str(),
                payout.at,
                payout.requested,
                payout.completed,
                payout.platform_at,
            ])?;
        }
        Ok(())
    }

    fn accounts(&self) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(
            "INSERT INTO payment_accounts (agent_id, id, onboarding, prefer_crypto, wallet, completed_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for account in &self.market.accounts {
            let agent = &self.agents[account.agent];
            let wallet = account.prefers_crypto.then(|| format!("0x{}", &ids::hash(agent)[..40]));
            let (id, onboarding) = (format!("acct_{}", self.ids.next(account.at)), self.ids.next(account.at));
            let completed = account.is_complete.then_some(account.at);
            statement.execute(params![agent, id, onboarding, account.prefers_crypto, wallet, completed, account.at])?;
        }
        Ok(())
    }
}

/// When the buyer paid: at once by card, else a while before the money arrived.
fn sent(order: &Order) -> Option<i64> {
    let wait = if order.method == PaymentMethod::Card { 0 } else { CONFIRMATION };
    order.times.paid.map(|paid| (paid - wait).max(order.times.created))
}

/// A list of texts as the tables hold it.
fn list(texts: &[String]) -> String {
    serde_json::Value::from(texts).to_string()
}
