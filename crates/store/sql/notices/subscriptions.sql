select endpoint_hash, endpoint, p256dh, auth, side, language, device, created_at from push_subscriptions
where person_id = $1
order by created_at, endpoint_hash
