# landfall_pages_on_samples(TARGET)
# Puts the pages into TARGET with a module Landfall.ViewModels written in QML instead of the real
# one: the same names and properties on sample content, so that a page can be put into any state.
# The exhibits of the gallery come with them, under qrc:/qt/qml/Landfall/Gallery/. TARGET must not link the real modules Landfall.Pages and Landfall.ViewModels.
set(LANDFALL_SAMPLES_DIR "${CMAKE_CURRENT_LIST_DIR}/samples")
function(landfall_pages_on_samples target)
  get_property(pages GLOBAL PROPERTY LANDFALL_PAGES)
  set(directory "${LANDFALL_SAMPLES_DIR}/../../../qml/Pages")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_pages")
  set(qmldir "module Landfall.Pages\n")
  set(files "")
  foreach(page IN LISTS pages)
    get_filename_component(type "${page}" NAME_WE)
    string(APPEND qmldir "${type} 1.0 ${page}\n")
    list(APPEND files "${directory}/${page}")
  endforeach()
  file(CONFIGURE OUTPUT "${folder}/qmldir" CONTENT "${qmldir}")
  qt_add_resources(${target} "${target}_pages" PREFIX /qt/qml/Landfall/Pages BASE "${directory}" FILES ${files})
  qt_add_resources(${target} "${target}_pages_qmldir" PREFIX /qt/qml/Landfall/Pages BASE "${folder}" FILES "${folder}/qmldir")

  # The gallery itself, so that tests can walk through every exhibit.
  set(gallery "${LANDFALL_SAMPLES_DIR}/..")
  file(GLOB exhibits CONFIGURE_DEPENDS "${gallery}/*.qml")
  qt_add_resources(${target} "${target}_gallery" PREFIX /qt/qml/Landfall/Gallery
    BASE "${gallery}" FILES ${exhibits})

  file(GLOB samples CONFIGURE_DEPENDS "${LANDFALL_SAMPLES_DIR}/*.qml")
  qt_add_resources(${target} "${target}_samples" PREFIX /qt/qml/Landfall/ViewModels
    BASE "${LANDFALL_SAMPLES_DIR}" FILES "${LANDFALL_SAMPLES_DIR}/qmldir" ${samples})
endfunction()
