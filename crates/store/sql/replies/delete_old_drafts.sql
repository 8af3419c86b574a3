delete from drafts where saved_at < $1
