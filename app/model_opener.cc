#include "app/model_opener.h"

#include "app/model_source.h"
#include "core/engine/engine.h"
#include "core/session/engine_model.h"

namespace ponder {

LoadOptions LoadOptionsOf(const ModelArgs& model) {
  return {.context = model.context, .ignore_memory = model.force};
}

TimelineOptions TimelineOptionsOf(const ModelArgs& model) { return {.num_threads = model.threads}; }

ModelOpener MakeModelOpener(const ModelArgs& model, const Paths& paths) {
  return [model, paths](const std::string& path, const LoadProgressFn& progress,
                        std::stop_token stop) -> Result<OpenedModel> {
    const ModelSource source = TRY(FindModel(path, paths));
    auto engine =
        TRY(LoadEngine(source.name, *source.folder, LoadOptionsOf(model), progress, stop));
    return OpenEngine(std::move(engine), TimelineOptionsOf(model));
  };
}

}  // namespace ponder
