select seller_id, report_id, chat_id, message_id, by_whom, what, words, at, state from fraud_reports where seller_id = $1 and report_id = $2
