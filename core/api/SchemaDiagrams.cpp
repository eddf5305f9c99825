// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/SchemaDiagrams.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<SchemaDiagramRequest>;
template struct Instantiate<DiagramColumn>;
template struct Instantiate<DiagramTable>;
template struct Instantiate<DiagramKey>;
template struct Instantiate<SchemaDiagram>;

} // namespace tabletalk::api
