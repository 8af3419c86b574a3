delete from push_subscriptions where endpoint_hash = $1
