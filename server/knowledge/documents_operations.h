// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class DocumentService;
class Registry;

void addDocumentOperations(Registry &registry, DocumentService &documents);

} // namespace tabletalk
