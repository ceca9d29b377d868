//! A shop whose checkout breaks.

fn checkout(basket: &str) -> usize {
    match basket.find('!') {
        Some(place) => place,
        None => panic!("the basket of {basket} is empty"),
    }
}

fn main() {
    let dsn = std::env::var("SENTRY_DSN").expect("SENTRY_DSN");
    let mut options = sentry::ClientOptions::default();
    options.release = Some("shop@1.2.3".into());
    options.environment = Some("testing".into());
    options.shutdown_timeout = std::time::Duration::from_secs(60);
    let _guard = sentry::init((dsn, options));
    // The SDK's hook reports the panic; the shop goes on.
    let _ = std::panic::catch_unwind(|| checkout("러스트"));
}
