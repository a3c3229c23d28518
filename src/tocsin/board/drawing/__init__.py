"""Pictures in lines: places and sizes for the templates to draw as SVG, never a mark-up string."""
