insert into reports (seller_id, report_id, review_id, reason, text, by_whom, at, state, evidence)
values ($1, $2, $3, $4, $5, $6, $7, 'open', $8)
on conflict (seller_id, review_id) where state = 'open' do nothing
