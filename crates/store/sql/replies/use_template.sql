update templates set used = used + 1 where seller_id = $1 and template_id = $2
