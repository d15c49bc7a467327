/* Headers as IDL has them: a string array of cards, or the tags of a structure. */
#ifndef CORKIT_DLM_CARDS_H
#define CORKIT_DLM_CARDS_H

#include "support.h"

corkit_header *dlm_header_of_cards(Call *c, IDL_VPTR v); /* NULL: the call has an error */
corkit_header *dlm_header_of_tags(Call *c, IDL_VPTR v);
void dlm_put_tags(Call *c, IDL_VPTR v, const corkit_header *header); /* sets the tags that differ */

#endif
