"""What a coded project holds, whatever program wrote it: tables, places, offsets, identifiers."""
