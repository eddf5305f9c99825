// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/AccuracyTests.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<AccuracyPair>;
template struct Instantiate<AccuracyRun>;
template struct Instantiate<AccuracyState>;
template struct Instantiate<AccuracyRequest>;
template struct Instantiate<AddAccuracyPairRequest>;
template struct Instantiate<ImportAccuracyPairsRequest>;
template struct Instantiate<AccuracyPairsImported>;
template struct Instantiate<UpdateAccuracyPairRequest>;
template struct Instantiate<AccuracyPairRequest>;
template struct Instantiate<AccuracyRunRequest>;
template struct Instantiate<AccuracyReport>;

} // namespace tabletalk::api
