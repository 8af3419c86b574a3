select kind, answer, answered_by, answered_at from standing_answers where seller_id = $1 order by kind
