select promotion_id, joined from promotion_counts where seller_id = $1 and joined > 0
