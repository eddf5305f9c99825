// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

class QImage;

namespace tabletalk::reader {

/// Reads letters off pictures.
class PictureReader
{
public:
    virtual ~PictureReader() = default;
    virtual bool isInstalled() const = 0;
    /// Paragraphs apart by an empty line; empty when there are no letters.
    virtual Result<QString> read(const QImage &picture) = 0;
};

} // namespace tabletalk::reader
