"""Who does what by when: tasks shared out over a team, written into its workbook with the reasons."""
