// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Search.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SearchRequest>;
template struct Instantiate<MatchedTerm>;
template struct Instantiate<SearchReason>;
template struct Instantiate<SearchHit>;
template struct Instantiate<SearchAnswer>;

} // namespace tabletalk::api
