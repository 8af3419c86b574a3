insert into fraud_reports (seller_id, report_id, chat_id, message_id, by_whom, what, words, at, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
