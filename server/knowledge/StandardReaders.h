// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/knowledge/DocumentReaders.h"

namespace tabletalk {

class WebSiteCrawler;

/// Files by the reader program, the web by the crawler; both outlive what is returned.
DocumentReaders standardReaders(const FileReaderProcess &files, const WebSiteCrawler &sites);

} // namespace tabletalk
