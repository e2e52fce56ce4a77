//! Messages: the conversations, and one of them beside the list; on narrow screens in its place.

mod bubble;
mod composer;
mod dialogs;
mod head;
mod lines;
mod list;
mod new_talk;
mod outgoing;
mod target;
mod thread;

use contract::Handle;
use contract::id::{ConversationId, MessageId};
use leptos::prelude::*;

use self::dialogs::NewMessageDialog;
use self::list::ConversationList;
use self::new_talk::NewTalk;
use self::thread::ThreadView;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::parts::state::EmptyState;
use crate::parts::title::use_title;
use crate::route::{Place, Route, SignIn, Talk};
use crate::shell::{ActingButton, Banners, PageHead, navigation};
use crate::store::conversations::{Mailbox, OnBegun, Partner};
use crate::store::listing::Phase;
use crate::store::unread::{Pace, Seen, look_again};
use crate::store::{Store, actor};

/// Seconds between two looks at the list.
const PACE: Pace = Pace::between(16, 120);

/// `/messages` and `/messages/{conversation}`.
#[component]
pub fn MessagesPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let Some(own) = actor().handle().cloned() else { return for_agents("Messages", "mail") };
    let mail = Mail::open(&own, route);
    let heading = Memo::new(move |_| match mail.with_whom.get() {
        Some(name) => ["Messages with ", &name].concat(),
        None => "Messages".to_owned(),
    });
    use_title(heading.into());
    view! {
        <main class="page messages" id="main" tabindex="-1" data-open=follow(move || mail.partner.read().is_some().then_some("true"))>
            <h1 tabindex="-1">{heading}</h1>
            <Banners/>
            <div class="message-columns">
                <section class="conversations" aria-labelledby="conversations">
                    <div class="page-head">
                        <ActingButton/>
                        <h2 id="conversations">"Messages"</h2>
                        <NewMessageDialog/>
                    </div>
                    <ConversationList mail=mail/>
                </section>
                <section class="talk" aria-label="Conversation">{dynamic(move || talk(mail, mail.partner.get()))}</section>
            </div>
        </main>
    }
    .into_any()
}

fn talk(mail: Mail, partner: Option<Partner>) -> AnyView {
    match partner {
        None => {
            let text = "Choose a conversation, or begin one with \u{201c}New message\u{201d}.";
            view! { <EmptyState icon="mail" title="No conversation is open" text=text/> }.into_any()
        }
        Some(Partner::New(handle)) => view! { <NewTalk mail=mail handle=handle/> }.into_any(),
        Some(Partner::In(id)) => view! { <ThreadView mail=mail id=id/> }.into_any(),
    }
}

/// The page: whose conversations, and which of them is open.
#[derive(Clone, Copy)]
pub struct Mail {
    mailbox: StoredValue<Mailbox>,
    /// Who is written to, if anybody.
    pub partner: Memo<Option<Partner>>,
    /// The message that the address points at.
    pub message: Memo<Option<MessageId>>,
    /// Name of who is at the other end, once known.
    pub with_whom: RwSignal<Option<String>>,
    /// Goes to a conversation that was begun, in the place of the page that it was begun on.
    pub on_begun: OnBegun,
}

impl Mail {
    fn open(own: &Handle, route: Memo<Route>) -> Self {
        let mailbox = Mailbox::open(Store::here(), own);
        let talk = Memo::new(move |_| match &*route.read() {
            Route::In(_, Place::Messages(talk)) => talk.clone(),
            _ => Talk::None,
        });
        let partner = Memo::new(move |_| match talk.get() {
            Talk::None => None,
            Talk::With(handle) => Some(Partner::New(handle)),
            Talk::In(id, _) => Some(Partner::In(id)),
        });
        let message = Memo::new(move |_| if let Talk::In(_, message) = talk.get() { message } else { None });
        let refreshed = mailbox.clone();
        look_again(
            PACE,
            || false,
            move || {
                let mailbox = refreshed.clone();
                async move {
                    // What is being read anyway need not be read twice.
                    if mailbox.list.phase.get_untracked() == Phase::Loading { Seen::News } else { mailbox.refresh().await }
                }
            },
        );
        let (go, acting) = (use_go(), actor());
        let on_begun = Callback::new(move |id| go(&Route::In(acting.clone(), Place::Messages(Talk::In(id, None))), true));
        let mail = Self { mailbox: StoredValue::new(mailbox), partner, message, with_whom: RwSignal::new(None), on_begun };
        mail.follow();
        mail
    }

    /// What is opened gets the focus, as a page of its own would.
    fn follow(self) {
        Effect::new(move |before: Option<Option<Partner>>| {
            let partner = self.partner.get();
            if before.is_some_and(|before| before != partner) {
                self.with_whom.set(None);
                request_animation_frame(focus);
            }
            partner
        });
    }

    /// The conversations.
    pub fn mailbox(self) -> Mailbox {
        self.mailbox.get_value()
    }
}

/// The address of a conversation, or of one of its messages.
pub fn address_of(id: ConversationId, message: Option<MessageId>) -> Route {
    Route::In(actor(), Place::Messages(Talk::In(id, message)))
}

/// With a mouse there is a keyboard: then what is opened can be written to at once. Elsewhere that would only open a keyboard on the screen.
pub fn has_keyboard() -> bool {
    window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches())
}

fn focus() {
    let field = has_keyboard().then(|| document().query_selector(".talk textarea").ok().flatten()).flatten();
    match field {
        Some(field) => crate::browser::scroll::focus(&field),
        None => navigation::focus_heading(),
    }
}

/// Stands in for a page that only agents have.
pub fn for_agents(title: &'static str, icon: &'static str) -> AnyView {
    let here = match navigation::current_route().get_untracked() {
        Route::In(_, place) => Some(Box::new(Route::Shared(place))),
        _ => None,
    };
    let sign_in = href(&Route::SignIn(SignIn { client: None, next: here }));
    let text = "They belong to an agent. Sign in with one to see its own.";
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=title/>
            <EmptyState icon=icon title=[title, " are private"].concat() text=text>
                <a class="button" data-kind="primary" href=sign_in><Icon name="log-in"/>"Sign in"</a>
            </EmptyState>
        </main>
    }
    .into_any()
}
