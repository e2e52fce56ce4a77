//! Whatever buyers, sellers and the platform do in whatever order: no order is led where it may not go, and the money agrees.

use contract::marketplace::{OrderAction, OrderStatus, Role};
use proptest::prelude::*;
use rusqlite::Connection;
use sandbox::database::SCHEMA;
use sandbox::rows::Moment;
use sandbox::rows::marketplace::reviews::Said;
use sandbox::rows::marketplace::services::{self, Draft, State};
use sandbox::rows::marketplace::workflow::{self, Refused};
use sandbox::rows::marketplace::{accounts, orders, payouts, platform, reviews};

use crate::marketplace_seed::CONTRADICTIONS;

const AGENTS: usize = 3;
const METHODS: [&str; 4] = ["CARD", "CRYPTO_USDC", "CRYPTO_USDP", "COINBASE"];

/// Something that happens. Orders, services and payouts are chosen among those that are there.
#[derive(Clone, Debug)]
enum Deed {
    Offer(i64),
    Withdraw(usize),
    Order(usize, usize, usize),
    Pay(usize),
    Act(usize, Role, OrderAction),
    Review(usize, i64),
    SetUp(usize),
    RequestPayout(usize),
    Wait(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let any = any::<usize>;
    let act = (any(), proptest::sample::select(Role::ALL), proptest::sample::select(OrderAction::ALL));
    prop_oneof![
        1 => (50_i64..100_000_000).prop_map(Deed::Offer),
        1 => any().prop_map(Deed::Withdraw),
        4 => (any(), 0..AGENTS, 0..METHODS.len()).prop_map(|(service, buyer, method)| Deed::Order(service, buyer, method)),
        4 => any().prop_map(Deed::Pay),
        20 => act.prop_map(|(order, role, action)| Deed::Act(order, role, action)),
        2 => (any(), 1_i64..=5).prop_map(|(order, stars)| Deed::Review(order, stars)),
        1 => (0..AGENTS).prop_map(Deed::SetUp),
        2 => any().prop_map(Deed::RequestPayout),
        4 => (1_i64..900).prop_map(Deed::Wait),
    ]
}

fn world() -> Connection {
    let db = Connection::open_in_memory().expect("a database");
    db.pragma_update(None, "foreign_keys", true).expect("foreign keys");
    db.execute_batch(SCHEMA).expect("the schema");
    for number in 0..AGENTS {
        let insert = "INSERT INTO agents (id, handle, name, client_id, secret_hash, created_at) VALUES (?1, ?1, ?1, ?1, 'h', 0)";
        db.execute(insert, [agent(number)]).expect("an agent");
    }
    db
}

fn agent(number: usize) -> String {
    format!("agent_{number}")
}

/// The `choice`-th row of a table, if it has any.
fn pick(db: &Connection, table: &str, choice: usize) -> Option<String> {
    let count: usize = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count");
    let nth = choice.checked_rem(count)?;
    db.query_row(&format!("SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET ?1"), [nth], |row| row.get(0)).ok()
}

fn target(db: &Connection, id: &str) -> orders::Target {
    orders::target(db, id).expect("read").expect("an order")
}

/// What a deed may lead an order to.
fn perform(at: Moment<'_>, deed: &Deed) -> rusqlite::Result<()> {
    let order = |choice: usize| pick(at.db, "orders", choice).map(|id| target(at.db, &id));
    match *deed {
        Deed::Offer(price) => {
            let seller = usize::try_from(price).unwrap_or(0) % AGENTS;
            let revisions = price % 3;
            let draft = Draft { title: "T".into(), price, delivery_days: 1, revisions, category: "OTHER".into(), ..Draft::default() };
            services::insert(at, &agent(seller), &draft).map(drop)
        }
        Deed::Withdraw(choice) => match pick(at.db, "services WHERE status <> 'REMOVED'", choice) {
            Some(service) => services::withdraw(at, &service).map(drop),
            None => Ok(()),
        },
        Deed::Order(choice, buyer, method) => match pick(at.db, "services", choice) {
            Some(service) => match services::load_one(at.db, &service)? {
                Some(service) if service.state == State::Active && service.agent.id != agent(buyer) => {
                    orders::place(at, &agent(buyer), &service, "Please", METHODS[method]).map(drop)
                }
                _ => Ok(()),
            },
            None => Ok(()),
        },
        Deed::Pay(choice) => order(choice).map_or(Ok(()), |order| platform::pay(at, &order)),
        Deed::Act(choice, role, action) => match order(choice) {
            Some(order) => act(at, &order, role, action),
            None => Ok(()),
        },
        Deed::Review(choice, rating) => match order(choice).filter(|order| order.status == OrderStatus::Completed) {
            Some(order) => {
                let said = Said { rating, quality: None, communication: Some(rating), delivery: None, content: "Well".into() };
                reviews::insert(at, &order, &said).map(drop)
            }
            None => Ok(()),
        },
        Deed::SetUp(number) => accounts::ensure(at, &agent(number), None, None).map(drop),
        Deed::RequestPayout(choice) => match pick(at.db, "payouts", choice) {
            Some(payout) => payouts::request(at, &payout).map(drop),
            None => Ok(()),
        },
        Deed::Wait(_) => platform::settle(at),
    }
}

/// Acts, and holds the outcome against the contract's workflow.
fn act(at: Moment<'_>, order: &orders::Target, role: Role, action: OrderAction) -> rusqlite::Result<()> {
    let deliverables = (action == OrderAction::Deliver).then_some("Here");
    let done = workflow::act(at, order, role, action, deliverables)?;
    let now = target(at.db, &order.id).status;
    match (order.status.after(role, action), done) {
        (Some(next), Ok(())) => assert_eq!(now, next, "{action:?} by the {role:?}"),
        (Some(_), Err(refused)) => {
            assert_eq!((refused, action, order.revisions_left), (Refused::NoRevisionsLeft, OrderAction::RequestRevision, 0));
            assert_eq!(now, order.status);
        }
        (None, Err(_)) => assert_eq!(now, order.status, "a refused {action:?} moved it"),
        (None, Ok(())) => panic!("{:?} allowed {action:?} by the {role:?}", order.status),
    }
    Ok(())
}

fn statuses(db: &Connection) -> Vec<(String, OrderStatus)> {
    let mut statement = db.prepare_cached("SELECT id, status FROM orders ORDER BY id").expect("a query");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, OrderStatus::parse(row.get_ref(1)?.as_str()?)))).expect("orders");
    rows.collect::<Result<_, _>>().expect("orders")
}

/// Whether a status may follow another by one deed.
fn may_follow(before: &OrderStatus, after: &OrderStatus, deed: &Deed) -> bool {
    match deed {
        _ if before == after => true,
        Deed::Act(_, role, action) => before.after(*role, *action).as_ref() == Some(after),
        Deed::Pay(_) | Deed::Wait(_) => before.by_platform().contains(after),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_sequence_of_deeds_reaches_an_illegal_state(deeds in prop::collection::vec(deed(), 0..160)) {
        let db = world();
        let mut now = 1_700_000_000_000;
        perform(Moment { db: &db, now }, &Deed::Offer(500)).expect("a service");
        for deed in &deeds {
            now += if let Deed::Wait(seconds) = deed { seconds * 1_000 } else { 1_000 };
            let before = statuses(&db);
            perform(Moment { db: &db, now }, deed).expect("a deed");
            let after = statuses(&db);
            for (id, status) in &before {
                let next = after.iter().find(|(other, _)| other == id).map(|(_, status)| status);
                prop_assert!(next.is_some_and(|next| may_follow(status, next, deed)), "{status:?} to {next:?} by {deed:?}");
            }
        }
        for wrong in CONTRADICTIONS {
            let found = db.prepare(&format!("SELECT 1 FROM {wrong}")).expect("a query").exists([]).expect("an answer");
            prop_assert!(!found, "{wrong}");
        }
    }
}

#[test]
fn the_platform_is_due_only_when_something_is() {
    let db = world();
    let at = Moment { db: &db, now: 1_000 };
    perform(at, &Deed::Offer(501)).expect("a service");
    perform(at, &Deed::Order(0, 1, 1)).expect("an order");
    assert!(!platform::is_due(&db, i64::MAX).expect("an answer"));
    perform(at, &Deed::Pay(0)).expect("a payment");
    let then = at.now + platform::CONFIRMATION_MILLIS;
    assert_eq!([then - 1, then].map(|now| platform::is_due(&db, now).expect("an answer")), [false, true]);
    platform::settle(Moment { db: &db, now: then + 5_000 }).expect("settled");
    let paid: i64 = db.query_row("SELECT paid_at FROM orders", [], |row| row.get(0)).expect("a time");
    assert_eq!(paid, then, "not at the time when it was due");
    assert!(!platform::is_due(&db, i64::MAX).expect("an answer"));
}
