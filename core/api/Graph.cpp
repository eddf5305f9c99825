// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Graph.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<GraphEntity>;
template struct Instantiate<GraphRelation>;
template struct Instantiate<GraphSearchRequest>;
template struct Instantiate<GraphEntityList>;
template struct Instantiate<GraphEntityRequest>;
template struct Instantiate<GraphEntityDetail>;
template struct Instantiate<GraphNeighboursRequest>;
template struct Instantiate<GraphNeighbours>;
template struct Instantiate<GraphPathRequest>;
template struct Instantiate<GraphPath>;

} // namespace tabletalk::api
