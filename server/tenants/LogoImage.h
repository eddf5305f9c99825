// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace tabletalk {

/// What the bytes of a picture say about it, whatever somebody calls it.
struct LogoImage
{
    QString mediaType; ///< image/png or image/jpeg; nothing else is read, and nothing that can hold a script
    int width = 0;
    int height = 0;

    /// Nothing when it is neither, or cut off before it tells its size.
    static std::optional<LogoImage> of(QByteArrayView bytes);
};

} // namespace tabletalk
