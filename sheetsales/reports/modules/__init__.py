"""The sections on what modules keep: orders and delivery, cash, quotations, service, scores, repeat business."""
