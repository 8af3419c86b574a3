update webhooks set failing_since = coalesce(failing_since, $3), answered_in = $4 where seller_id = $1 and webhook_id = $2
