// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Examples.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<FeedbackRequest>;
template struct Instantiate<ExamplesRequest>;
template struct Instantiate<FeedbackEntry>;
template struct Instantiate<FeedbackList>;
template struct Instantiate<ProposeExampleRequest>;
template struct Instantiate<ExampleRequest>;
template struct Instantiate<KnownAnswer>;
template struct Instantiate<KnownAnswerList>;

} // namespace tabletalk::api
