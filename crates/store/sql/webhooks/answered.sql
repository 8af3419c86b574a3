update webhooks set failing_since = null, answered_in = $3 where seller_id = $1 and webhook_id = $2
