//! The document of what is served.

use sandbox::World;

use crate::support::Service;

#[tokio::test]
async fn every_served_operation_is_described() {
    let service = Service::start(World::Empty);
    let document = service.get("/openapi.json", "").await.json;
    let routes = sandbox::routes::all();
    for operation in routes.served() {
        let described = &document["paths"][operation.path][operation.method.as_str().to_lowercase()];
        assert!(described["responses"]["429"].is_object(), "{} {}", operation.method.as_str(), operation.path);
    }
    assert_eq!(document["openapi"], "3.1.0");
}

#[tokio::test]
async fn documented_operations_that_are_not_served_say_so() {
    let service = Service::start(World::Empty);
    let agent = service.agent("too_early").await;
    let routes = sandbox::routes::all();
    let served: Vec<&str> = routes.served().iter().map(|operation| operation.name).collect();
    for operation in contract::operations().filter(|operation| !served.contains(&operation.name)) {
        let path = operation.path.replace(['{', '}'], "");
        let method = operation.method.as_str().parse().expect("a method");
        service.call(method, &path, &agent.token, serde_json::json!({})).await.refused(501, "not_implemented");
    }
}
