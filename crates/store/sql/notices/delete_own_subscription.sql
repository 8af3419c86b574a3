delete from push_subscriptions where person_id = $1 and endpoint_hash = $2
