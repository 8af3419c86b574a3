  and question_words match $12
