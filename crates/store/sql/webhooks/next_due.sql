select min(due_at) from calls where state = 'waiting'
