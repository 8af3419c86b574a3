select count(*) from exports where seller_id = $1 and state = 'running'
