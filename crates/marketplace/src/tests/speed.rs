//! How long a page takes to read. Measured with `cargo test --release -- --ignored --nocapture`.

use std::time::Instant;

use crate::page::Page;
use crate::settings::Settings;

#[test]
#[ignore = "a measurement, of use in a release build alone"]
fn a_page_of_eighty_records() {
    let record = serde_json::json!({
        "id": "4aea5574-281c-7b2f-de26-e0f8369bc2d2", "publisherId": "northquaysoftware", "offerId": "contour-preview",
        "name": "Harbour group 20", "saasSubscriptionStatus": "Unsubscribed", "planId": "basic", "quantity": 12,
        "beneficiary": {"emailId": "someone@customer.example", "objectId": "e0084b99-0ea8-1643-ca12-0c9a0ffd27ba",
            "tenantId": "13736a2e-b67e-40c7-a757-74e96ad438f1", "puid": "1003E1D4D0480AB4"},
        "purchaser": {"emailId": "someone@customer.example", "objectId": "e0084b99-0ea8-1643-ca12-0c9a0ffd27ba",
            "tenantId": "13736a2e-b67e-40c7-a757-74e96ad438f1", "puid": "1003E1D4D0480AB4"},
        "term": {"startDate": "2019-09-24T00:00:00Z", "endDate": "2019-10-23T00:00:00Z", "termUnit": "P1M"},
        "autoRenew": true, "isTest": false, "isFreeTrial": false, "allowedCustomerOperations": ["Delete", "Update", "Read"],
        "sandboxType": "None", "created": "2019-09-24T17:39:13.5661812Z", "lastModified": "0001-01-01T00:00:00", "sessionMode": "None",
    });
    let text = serde_json::json!({ "subscriptions": vec![record; 80] }).to_string();
    let settings = Settings::microsoft();
    let begun = Instant::now();
    let times = 200;
    for _ in 0..times {
        assert_eq!(Page::read(&text, text.len(), &settings).unwrap().records.len(), 80);
    }
    println!("{} bytes in {:?}", text.len(), begun.elapsed() / times);
}
