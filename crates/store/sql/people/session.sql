select s.person_id, p.name from sessions s join persons p on p.person_id = s.person_id
where s.token_hash = $1 and s.expires_at > $2
