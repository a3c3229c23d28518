"""How the models that ship were made: annotations, their guidelines, and the scripts that train."""
