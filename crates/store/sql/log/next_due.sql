select min(due_at) from jobs where dead = false
