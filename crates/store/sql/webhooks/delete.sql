delete from webhooks where seller_id = $1 and webhook_id = $2
