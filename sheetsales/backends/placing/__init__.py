"""Where an edit lands: a plan and a workbook become changes by place, which the hosts carry out."""
