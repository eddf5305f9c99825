// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/DocumentText.h"

#include <QUrl>

namespace tabletalk::reader {

class HtmlTree;

/// Title, links, and what the page asks robots for. base: its address; without one only absolute links are given.
knowledge::DocumentHeader headerOf(const HtmlTree &tree, const QUrl &base);

} // namespace tabletalk::reader
