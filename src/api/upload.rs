//! Uploads by `XMLHttpRequest`, which alone tells the progress.

use contract::{Body, Decode, Operation, RateClass};
use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use super::transport::{Answer, answer};
use super::{ApiError, Client, Priority};
use crate::browser::time;
use crate::route::Actor;

/// Two minutes without progress, in milliseconds.
const TIMEOUT: u32 = 120_000;

/// A running upload: its progress from 0 to 1, and a way to stop it.
#[derive(Clone, Copy)]
pub struct Upload {
    /// Share of the bytes that have been sent.
    pub progress: RwSignal<f64>,
    request: StoredValue<Option<XmlHttpRequest>, LocalStorage>,
    cancelled: StoredValue<bool>,
}

impl Default for Upload {
    fn default() -> Self {
        Self { progress: RwSignal::new(0.0), request: StoredValue::new_local(None), cancelled: StoredValue::new(false) }
    }
}

impl Upload {
    /// Stops the upload; its `send` ends with [`ApiError::Cancelled`].
    pub fn cancel(self) {
        self.cancelled.set_value(true);
        if let Some(request) = self.request.get_value() {
            // An upload that has ended cannot be aborted, which is just as well.
            let _ = request.abort();
        }
    }

    /// Sends a file by an operation whose body is a multipart form.
    ///
    /// # Errors
    /// Why nothing was stored.
    pub async fn send<O: Operation>(
        self,
        client: Client,
        actor: &Actor,
        operation: &O,
        file: &web_sys::File,
    ) -> Result<O::Response, ApiError> {
        let handle = actor.handle().ok_or(ApiError::SignInNeeded)?;
        let request = operation.request();
        client.admitted(actor.key(), RateClass::Upload, Priority::Click).await?;
        let url = format!("{}{}", client.origin(), request.path);
        let mut token = client.accounts().access_token(client, handle, None).await?;
        for last in [false, true] {
            let answer = client.counted(actor.key(), RateClass::Upload, self.post(&url, token.reveal(), &request.body, file).await?)?;
            if answer.status == 401 && !last {
                token = client.accounts().access_token(client, handle, Some(&token)).await?;
                continue;
            }
            let value = client.last_result(handle, answer)?;
            return O::Response::decode(&value).map_err(|error| client.undecodable(request, error.what));
        }
        Err(ApiError::SignInNeeded)
    }

    async fn post(self, url: &str, token: &str, body: &Body, file: &web_sys::File) -> Result<Answer, ApiError> {
        // It may have been stopped, or be nobody's any more, while its token was renewed.
        if self.cancelled.try_get_value() != Some(false) {
            return Err(ApiError::Cancelled);
        }
        let request = XmlHttpRequest::new().map_err(|_| ApiError::Offline)?;
        self.request.set_value(Some(request.clone()));
        let sent = self.exchange(&request, url, token, body, file).await;
        self.request.try_set_value(None);
        if self.cancelled.try_get_value().unwrap_or(true) {
            return Err(ApiError::Cancelled);
        }
        sent.map_err(|_| ApiError::Offline)?;
        let status = request.status().unwrap_or(0);
        if status == 0 {
            return Err(ApiError::Offline);
        }
        let text = request.response_text().ok().flatten().unwrap_or_default();
        let headers = request.get_all_response_headers().unwrap_or_default();
        Ok(answer(status, &text, &|name| header(&headers, name)))
    }

    async fn exchange(self, request: &XmlHttpRequest, url: &str, token: &str, body: &Body, file: &web_sys::File) -> Result<(), JsValue> {
        request.open_with_async("POST", url, true)?;
        request.set_timeout(TIMEOUT);
        request.set_request_header("Authorization", &format!("Bearer {token}"))?;
        let (begun, sending) = (time::now(), request.clone());
        let on_progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            // The browser counts from the beginning.
            sending.set_timeout(u32::try_from(time::now() - begun).unwrap_or(0).saturating_add(TIMEOUT));
            if event.length_computable() && event.total() > 0.0 {
                self.progress.try_set(event.loaded() / event.total());
            }
        });
        request.upload()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
        request.send_with_opt_form_data(Some(&form(body, file)?))?;
        JsFuture::from(ended).await.map(drop)
    }
}

/// One of the headers. Asked for by its name, one that the service does not let be read would be told on the console.
fn header(headers: &str, name: &str) -> Option<String> {
    let (_, value) = headers.lines().filter_map(|line| line.split_once(':')).find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(value.trim().to_owned())
}

fn form(body: &Body, file: &web_sys::File) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    form.append_with_blob_and_filename("file", file, &file.name())?;
    if let Body::Multipart(fields) = body {
        for (name, value) in fields {
            form.append_with_str(name, value)?;
        }
    }
    Ok(form)
}
