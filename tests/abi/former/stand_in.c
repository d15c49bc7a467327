/* The first library of 0.1.0 as the linker saw it: the functions that program.c calls, with the symbol version that they had. */
#include "corkit_0_1_0.h"

#define STAND_IN(...) \
  { __builtin_trap(); }

void corkit_config_default(corkit_config *config) STAND_IN(config) void corkit_level1_options_default(corkit_level1_options *options)
    STAND_IN(options) void corkit_c3_calibrate_options_default(corkit_c3_calibrate_options *options)
        STAND_IN(options) void corkit_std_size_options_default(corkit_std_size_options *options)
            STAND_IN(options) void corkit_fill_options_default(corkit_fill_options *options)
                STAND_IN(options) void corkit_fill_file_options_default(corkit_fill_file_options *options)
                    STAND_IN(options) corkit_context *corkit_context_create(const corkit_config *config, corkit_error *err)
                        STAND_IN(config, err) corkit_context *corkit_context_destroy(corkit_context *ctx)
                            STAND_IN(ctx) corkit_header *corkit_header_from_cards(const char *cards, size_t ncards)
                                STAND_IN(cards, ncards) corkit_header *corkit_header_free(corkit_header *header)
                                    STAND_IN(header) int corkit_reduce_level1_array(corkit_context *ctx, const corkit_array *image,
                                                                                    const corkit_header *header, const char *outdir,
                                                                                    const corkit_level1_options *options,
                                                                                    corkit_product **out) STAND_IN(ctx) const
    char *corkit_last_error(const corkit_context *ctx) STAND_IN(ctx)
