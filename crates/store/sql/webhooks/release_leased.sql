update calls set due_at = $1 where state = 'waiting' and attempts > 0 and due_at > $1 and due_at <= $2
