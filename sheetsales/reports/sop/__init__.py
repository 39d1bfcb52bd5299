"""The process as people work by it: the flow chart, the handbook, the Gantt chart."""
