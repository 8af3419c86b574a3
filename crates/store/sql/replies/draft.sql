select text, saved_at from drafts where seller_id = $1 and subject_id = $2 and person_id = $3
