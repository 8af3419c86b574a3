select person_id from sign_in_links where token_hash = $1 and expires_at > $2
