update chat_switches set lifted_at = $2, lifted_by = $3 where switch_id = $1 and lifted_at is null
