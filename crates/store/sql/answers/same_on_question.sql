select cast(1 as bigint) from answers
where seller_id = $1 and place = $2 and text_hash = $3 and answer_id <> $4 and state in ('waiting', 'published') limit 1
