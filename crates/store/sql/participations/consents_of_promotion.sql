select consent_id, promotion_id, sku, what, agreed_by, at, terms from consents
where seller_id = $1 and promotion_id = $2 and consent_id < $3 order by consent_id desc limit $4
