"""Fuzz every door: `python fuzz/run.py --seconds 60`. Ends with 1 where something was found."""

from all_doors import main

if __name__ == "__main__":
    main()
