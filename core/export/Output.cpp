// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/Output.h"

#include <QCoreApplication>
#include <QIODevice>

namespace tabletalk {

Result<void> putBytes(QIODevice &out, QByteArrayView bytes)
{
    if (out.write(bytes.data(), bytes.size()) == bytes.size())
        return {};
    return failure(ProblemCode::Unavailable,
                   QCoreApplication::translate("Export", "The rows could not be written: %1").arg(out.errorString()),
                   QCoreApplication::translate("Export", "Is the disk full?"));
}

} // namespace tabletalk
