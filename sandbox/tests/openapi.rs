//! The document of what is served.

use std::collections::BTreeSet;

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

#[test]
fn every_documented_operation_is_served() {
    let names = |operations: &[contract::OperationInfo]| operations.iter().map(|operation| operation.name).collect::<BTreeSet<_>>();
    let documented: Vec<_> = contract::operations().copied().collect();
    assert_eq!(names(sandbox::routes::all().served()), names(&documented));
}
